"""What is believed of a text's shape before anybody has decided anything: general knowledge, in a few weights.

The first decisions have too little to go by. These carry them, and are unlearnt like everything else where a site's
comments are otherwise.
"""

_LINKS = {f"links: {count}": weight for count, weight in zip("1234", (0.8, 1.0, 1.0, 1.0), strict=True)}
_ADVERTISING = {
    f"words of advertising: {count}": weight for count, weight in zip("01234", (-0.6, 0.3, 1.0, 1.3, 1.7), strict=True)
}
_QUESTIONS = {f"question marks: {count}": -0.4 for count in "123"}
_OTHER = {
    "phone numbers: 1": 0.8,
    "phone numbers: 2": 0.8,
    "markup: 1": 0.5,
    "markup: 2": 0.5,
    "mixed scripts: 1": 0.5,
    "sums of money: 1": 0.4,
    "sums of money: 2": 0.5,
    "sums of money: 3": 0.5,
}
_STYLED = {f"styled letters: {step}": 1.5 for step in ("1", "2–3", "4–7", "8–15", "16–31", "32–63", "64–127")}

OF_SHAPE = _LINKS | _ADVERTISING | _QUESTIONS | _OTHER | _STYLED
"""Above 0 for spam."""
