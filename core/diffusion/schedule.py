"""The noise schedule of ResShift and every coefficient that follows from it.

Notation of the paper (Yue, Wang, Loy, NeurIPS 2023): s_t = sqrt(eta_t), eta_{-1} = 0, alpha_t = eta_t - eta_{t-1},

    q(x_t | x0, y)       = N(x0 + eta_t (y - x0),  kappa^2 eta_t I)
    q(x_s | x_t, x0)     = N((eta_s x_t + (eta_t - eta_s) x0) / eta_t,  kappa^2 eta_s (eta_t - eta_s) / eta_t I)

for s < t. The posterior holds for any pair of levels, so every sub-sequence of steps is a valid chain.
Indices run from 0 (least noise) to len(schedule) - 1 (the prior). Coefficients are float64.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from core.errors import ModelError, SettingsError

Coefficient = float | Tensor


def exponential_sqrt_etas(
    T: int, *, kappa: float, power: float, min_noise: float, sqrt_eta_end: float = 0.99
) -> np.ndarray:
    """The paper's levels: s_t = s_0 (s_end / s_0)^((t / (T-1))^p), t = 0..T-1, s_0 = min(min_noise / kappa, min_noise).

    For kappa >= 1, `min_noise` is the standard deviation kappa s_0 of the noise at the first level. The formula needs
    T >= 2; T = 1 gives the prior's level alone. Returns float64 [T]. Raises SettingsError for T < 1.
    """
    if T < 1:
        raise SettingsError("A schedule needs at least one step.")
    if T == 1:
        return np.array([sqrt_eta_end])
    first = min(min_noise / kappa, min_noise)
    return first * (sqrt_eta_end / first) ** (np.linspace(0, 1, T) ** power)


def ldm_sqrt_etas(
    T: int, *, kappa: float, beta_start: float = 0.0015, beta_end: float = 0.0155
) -> np.ndarray:
    """The variance-preserving chain of latent diffusion written as a shift: s_t = sqrt((1 - abar_t) / abar_t) / kappa.

    abar_t is the product of 1 - beta up to t, with beta = linspace(sqrt(beta_start), sqrt(beta_end), T)^2 (Rombach et
    al. 2022). With T = 1000 and kappa = 40 the last eta is 0.934; there the noise is far larger than the picture.
    Returns float64 [T].
    """
    betas = np.linspace(beta_start**0.5, beta_end**0.5, T) ** 2
    alpha_bar = np.cumprod(1 - betas)
    return np.sqrt((1 - alpha_bar) / alpha_bar) / kappa


@dataclass(frozen=True)
class ScheduleConfig:
    """The schedule that a network was trained with, as its recipe stores it."""

    kind: str = "exponential"  # exponential, ldm, or free: the levels are a function of the number of steps
    T: int = 15  # the number of levels
    kappa: float = 2.0
    power: float = 0.3  # p of exponential_sqrt_etas
    min_noise: float = 0.04  # standard deviation at the first level
    sqrt_eta_end: float = 0.99  # s at the last level, the prior

    def __post_init__(self) -> None:
        if self.kind not in ("exponential", "ldm", "free"):
            raise ModelError(f"This version does not know the schedule {self.kind!r}: update the program.")
        if not 1 <= self.T <= 10_000 or not 0 < self.kappa <= 100 or not 0 < self.power <= 100:
            raise ModelError("The schedule of the model is damaged.")
        if not (self.min_noise > 0 and 0 < self.sqrt_eta_end <= 1):
            raise ModelError("The schedule of the model is damaged.")

    def sqrt_etas(self) -> np.ndarray:
        """The trained levels, s_0..s_{T-1}."""
        if self.kind == "ldm":
            return ldm_sqrt_etas(self.T, kappa=self.kappa)
        return exponential_sqrt_etas(
            self.T,
            kappa=self.kappa,
            power=self.power,
            min_noise=self.min_noise,
            sqrt_eta_end=self.sqrt_eta_end,
        )

    def build(self, steps: int | None = None, kappa: float | None = None) -> Schedule:
        """A chain of `steps` levels for sampling; None means as in training.

        Kind "free" computes the levels for this very number of steps. The other kinds take an anchored subset of the
        trained levels; another kappa than the trained one changes the noise but not the levels.
        """
        steps, kappa = steps or self.T, kappa or self.kappa
        if self.kind == "free":
            return free_schedule(steps, kappa, self)
        return Schedule(self.sqrt_etas(), kappa).anchored(steps)


def min_noise_for(steps: int, config: ScheduleConfig) -> float:
    """The standard deviation of the noise at the first level: the fewer steps there are, the more it must be.

    A power law through the two published settings, 0.04 at 15 steps and 0.2 at 4 steps, but at most 0.5.
    """
    exponent = np.log(0.2 / 0.04) / np.log(15 / 4)
    return float(min(config.min_noise * (15 / steps) ** exponent, 0.5))


def free_schedule(steps: int, kappa: float, config: ScheduleConfig) -> Schedule:
    """Levels for a network that is conditioned on the continuous state (eta, kappa sqrt(eta))."""
    levels = exponential_sqrt_etas(
        steps,
        kappa=kappa,
        power=config.power,
        min_noise=min_noise_for(steps, config),
        sqrt_eta_end=config.sqrt_eta_end,
    )
    return Schedule(levels, kappa)


def marginal(x0: Tensor, y: Tensor, noise: Tensor, *, eta: Coefficient, kappa: Coefficient) -> Tensor:
    """A draw of q(x_t | x0, y) = x0 + eta (y - x0) + kappa sqrt(eta) noise; coefficients broadcast."""
    return x0 + eta * (y - x0) + kappa * eta**0.5 * noise


def posterior_coefficients(
    eta_t: Coefficient, eta_s: Coefficient, kappa: Coefficient
) -> tuple[Coefficient, Coefficient, Coefficient]:
    """(a, b, std) of the posterior q(x_s | x_t, x0) = N(a x_t + b x0, std^2 I) for any two levels s < t."""
    return eta_s / eta_t, (eta_t - eta_s) / eta_t, kappa * (eta_s * (eta_t - eta_s) / eta_t) ** 0.5


class Schedule:
    """Levels s_0 < ... < s_{N-1} with one kappa, and every coefficient that the sampler and the loss need.

    `timesteps` holds, for each level, the timestep that the network is given if it is conditioned on one: the index
    of that level in training. Raises SettingsError if the levels do not rise.
    """

    def __init__(
        self, sqrt_etas: np.ndarray | Sequence[float], kappa: float, timesteps: Sequence[float] | None = None
    ) -> None:
        self.sqrt_etas = np.asarray(sqrt_etas, dtype=np.float64)
        if self.sqrt_etas.ndim != 1 or len(self.sqrt_etas) == 0 or np.any(np.diff(self.sqrt_etas) <= 0):
            raise SettingsError("The levels of a schedule must rise from the least to the most noise.")
        self.kappa = float(kappa)
        self.timesteps = [float(t) for t in (range(len(self.sqrt_etas)) if timesteps is None else timesteps)]
        self.etas = self.sqrt_etas**2
        self.etas_prev = np.append(0.0, self.etas[:-1])
        self.alphas = self.etas - self.etas_prev

    def __len__(self) -> int:
        return len(self.etas)

    # -- sub-sequences ------------------------------------------------------------------------------------------

    def _subset(self, indices: Sequence[int]) -> Schedule:
        return Schedule(self.sqrt_etas[list(indices)], self.kappa, [self.timesteps[i] for i in indices])

    def anchored(self, steps: int) -> Schedule:
        """At most `steps` of the levels, evenly spread. The last level is always among them, so that sampling starts
        from the prior of training; a single step is the last level alone.
        """
        last = len(self) - 1
        if steps >= len(self):
            return self
        if steps == 1:
            return self._subset([last])
        return self._subset(sorted({round(i) for i in np.linspace(0, last, steps)}))

    # -- the chain ----------------------------------------------------------------------------------------------

    def noise_std(self, i: int) -> float:
        """kappa sqrt(eta_i), the standard deviation of the noise in x_i."""
        return float(self.kappa * self.sqrt_etas[i])

    def state(self, i: int) -> tuple[float, float]:
        """(eta_i, kappa sqrt(eta_i)), the input of a network that is conditioned on the noise state."""
        return float(self.etas[i]), self.noise_std(i)

    def input_scale(self, i: int) -> float:
        """The factor that x_i, a latent of unit variance, is multiplied by before it enters the network."""
        return float(1 / np.sqrt(self.noise_std(i) ** 2 + 1))

    def prior(self, y: Tensor, noise: Tensor) -> Tensor:
        """The start of sampling, y + kappa sqrt(eta_N) noise. Its mean is exactly y, not the marginal's."""
        return y + self.noise_std(-1) * noise

    def posterior(self, i: int) -> tuple[float, float, float]:
        """(a, b, std) of q(x_{i-1} | x_i, x0) = N(a x_i + b x0, std^2 I). At i = 0 that is (0, 1, 0): x0 itself."""
        a, b, std = posterior_coefficients(float(self.etas[i]), float(self.etas_prev[i]), self.kappa)
        return float(a), float(b), float(std)

    def transition(
        self, x_t: Tensor, x0: Tensor, y: Tensor, noise: Tensor, i: int, *, stochasticity: float = 1.0
    ) -> Tensor:
        """x_{i-1} from x_i and the predicted x0, for i >= 1.

        A stochasticity g = 1 draws from the posterior. g < 1 keeps the marginals (as DDIM does, Song et al. 2021) and
        takes the noise that x_t already holds in place of some of the fresh noise. With sigma = g std and
        eps = (x_t - (1 - eta_t) x0 - eta_t y) / (kappa sqrt(eta_t)):

            x_s = x0 + eta_s (y - x0) + sqrt(kappa^2 eta_s - sigma^2) eps + sigma noise
        """
        a, b, std = self.posterior(i)
        if stochasticity == 1:
            return a * x_t + b * x0 + std * noise
        eta_t, eta_s = float(self.etas[i]), float(self.etas_prev[i])
        sigma = stochasticity * std
        held = (self.kappa**2 * eta_s - sigma**2) ** 0.5 / self.noise_std(i)
        x_s = x0 + eta_s * (y - x0) + held * (x_t - (1 - eta_t) * x0 - eta_t * y)
        return x_s + sigma * noise if sigma else x_s

    # -- the loss -----------------------------------------------------------------------------------------------

    def log_variance_clipped(self) -> np.ndarray:
        """Logarithms of the posterior variances, [N]. The first variance is zero and is replaced by the second."""
        variance = self.kappa**2 * self.etas_prev * self.alphas / self.etas
        if len(variance) > 1:
            variance[0] = variance[1]
        return np.log(variance)

    def loss_weights(self) -> np.ndarray:
        """The weights w_t [N] with which the mean squared error of a predicted x0, or residual, becomes the KL term of
        the variational bound."""
        return 0.5 / np.exp(self.log_variance_clipped()) * (self.alphas / self.etas) ** 2


def as_column(values: Sequence[float] | Tensor, like: Tensor) -> Tensor:
    """B numbers as a [B, 1, 1, 1] tensor with the device and dtype of `like`, to be broadcast over pictures."""
    return torch.as_tensor(values, dtype=like.dtype, device=like.device).view(-1, 1, 1, 1)
