"""What is decided about a result after it has been computed: strength, grain, and what stays as it was."""
