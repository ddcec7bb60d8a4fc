"""Measures of how good a result is: PSNR and SSIM, SSIMULACRA2, feature distances, and those of `pyiqa`."""
