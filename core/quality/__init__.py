"""How good a result is: PSNR and SSIM, feature distances, and the measures of `pyiqa`."""
