"""Picture files: recognised, decoded and encoded."""
