"""How often somebody may try to come in: from one address, and under one name, whether anybody has it or not.

From one address every try counts, under one name those that failed: whoever knows the password is not locked out by
coming in often, and whoever doesn't gains nothing by it. Tries at the same moment are all let through before the first
of them has failed, so a limit is exceeded by as many as the service answers at once. Nothing that a browser sends along
takes a try back.
"""

import logging
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from flask import Response, g, make_response, render_template, request
from flask_limiter import RateLimitExceeded

from blueprints.context import client_ip, house
from blueprints.errors import tell, wait_of
from blueprints.limits import limiter

from . import door
from .view import local_path, typed

log = logging.getLogger(__name__)
EMAIL_MOST = 320


def asked_email() -> str:
    """As an account is looked up: however it is typed, it is one name and counts as one."""
    return typed(request.form.get("email", ""), EMAIL_MOST).strip().lower()


def _named() -> str:
    return sha256(asked_email().encode()).hexdigest()


def _signed_in() -> str:
    return sha256(g.account.email.encode()).hexdigest()


def _has_failed(response: Response) -> bool:
    return response.status_code == 403


def _limit(name: Callable[[], str]) -> Any:
    return limiter.shared_limit(
        lambda: house().config.limit_account, scope="account", key_func=name, deduct_when=_has_failed
    )


limit_account, limit_own_account = _limit(_named), _limit(_signed_in)


@door.errorhandler(RateLimitExceeded)
def refuse_for_now(exceeded: RateLimitExceeded) -> Response:
    seconds = wait_of(exceeded)
    log.warning("throttled %s from %s", request.endpoint, client_ip())
    message = render_template("dashboard/too_many.txt", minutes=-(-seconds // 60))
    if request.endpoint != "door.sign_in":
        return tell(429, "too_many", message, retry_after=seconds)
    form = {"next": local_path(request.form.get("next", "")), "email": asked_email()}
    page = render_template("dashboard/sign_in.html", **form, wrong=message)
    return make_response(page, 429, {"Retry-After": str(seconds)})
