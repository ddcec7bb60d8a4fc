"""Looking at a picture and its results: what is compared, and the steps of the walk."""
