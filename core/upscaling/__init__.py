"""From a job to its result: loading, planning, the passes of the network, finishing."""
