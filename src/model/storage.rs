//! Azure Storage: queue and blob container.
