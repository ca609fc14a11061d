import hmac


def hide_address(secret_key: str, household: str, *about: object) -> str:
    """A keyed hash of a household's address: equal for equal addresses, and nothing else can be told from it.

    `about` is what it is for: there only can two be compared, so that nobody is followed from comment to comment.
    """
    key = hmac.digest(secret_key.encode(), b"hidden address", "sha256")
    return hmac.new(key, repr((household, *about)).encode(), "sha256").hexdigest()[:32]
