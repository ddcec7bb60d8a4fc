"""Where a result invents: spread over seeds and consistency with the input, laid over the picture in the viewer."""
