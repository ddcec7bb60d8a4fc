"""Pictures as Qt knows them: from arrays and files, shrunk for the screen."""
