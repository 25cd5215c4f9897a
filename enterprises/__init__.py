"""The directory of suppliers and buyers, and what they can make."""
