"""The iterations of a training and the state they leave behind."""
