"""What is learnt: a family's loss on a batch of pairs, and how it is validated."""
