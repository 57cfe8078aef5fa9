"""Mail: what arrived for whom, and the companies domiciled here."""
