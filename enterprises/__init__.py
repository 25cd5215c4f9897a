"""The directory of suppliers and buyers with their products and processes."""
