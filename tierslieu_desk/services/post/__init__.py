"""Mail and the companies that have their seat here, with what the law asks of both."""
