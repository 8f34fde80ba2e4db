"""Pages as a client without JavaScript gets them, parsed."""

from flask.testing import FlaskClient
from lxml import html

Page = html.HtmlElement


def page(client: FlaskClient, path: str, status: int = 200) -> Page:
    """One page, parsed."""
    response = client.get(path)
    assert response.status_code == status, response.text
    assert response.mimetype == "text/html"
    return html.fromstring(response.text)


def words(element: Page, path: str) -> list[str]:
    """The texts of the elements at an XPath, white space collapsed."""
    return [" ".join(found.text_content().split()) for found in element.xpath(path)]
