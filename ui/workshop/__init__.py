"""What a team writes across the steps: decisions, parked topics, ballots, noted answers, remarks on any item."""
