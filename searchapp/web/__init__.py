"""How do requests become queries, and answers pages or JSON?

``params`` is the only place where a request's parameters get their meaning,
``representations`` the only place where answers get their JSON shape; ``pages`` and ``api`` are
the two blueprints over them.
"""
