"""RFM segments in three steps: the file, its columns, the grid."""
