"""Text -> terms: what documents and queries are compared by. Nothing here knows an engine."""
