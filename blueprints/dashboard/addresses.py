"""What a comment's links lead to: on a page of fifty the addresses differ in its number alone, so each is made once."""

from flask import g, url_for


def address(comment_id: int, name: str, back: str = "") -> str:
    """Of that page about a comment in the site's room; `back` is the address to which it leads back."""
    made = g.setdefault("addresses", {})
    if (name, back) not in made:
        made[name, back] = url_for(f"room.{name}", comment_id=0, back=back or None).partition("/comments/0/")[::2]
    before, after = made[name, back]
    return f"{before}/comments/{comment_id}/{after}"
