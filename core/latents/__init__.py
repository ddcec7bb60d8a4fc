"""The spaces in which the chain runs: pixel-shuffle space and the latent of a VQ autoencoder; and tiles of them."""
