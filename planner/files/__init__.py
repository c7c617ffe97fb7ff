"""Plan files: opened through gates, saved so that nothing is ever lost, journalled while they are edited."""
