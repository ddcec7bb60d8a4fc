"""The parts of the engine's way from a job to a result: loading, planning, running, finishing."""
