"""The application as a WSGI server loads it: ``gunicorn wsgi:app``."""

from searchapp.app import create_app

app = create_app()
