"""The program around the features: application, window, and the file that connects everything."""
