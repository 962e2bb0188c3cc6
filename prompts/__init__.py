"""Every sentence meant for a model or fixed for a person, and how it is loaded."""
