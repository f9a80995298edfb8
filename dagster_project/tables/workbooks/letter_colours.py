"""Which styles leave letters in the colour of their ground: white on white, as a text is hidden without being deleted."""

from __future__ import annotations

from xml.etree import ElementTree

_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
# The places that every program keeps for black and white: of the old palette, and of any theme.
_INDEXED = {**dict.fromkeys((0, 8, 64), _BLACK), **dict.fromkeys((1, 9, 65), _WHITE)}
_THEME = {0: _WHITE, 1: _BLACK}
_LEAST_CONTRAST = 1.5  # of 1 (the same) to 21 (black on white): yellow on white is 1.1, light grey 1.4, grey 4

Colour = tuple[int, int, int]


def unseen_styles(styles: bytes) -> frozenset[int]:
    """The styles whose letters nobody sees; one with a colour that is not known here is none of them."""
    tree = ElementTree.fromstring(styles)
    letters = [_colour(font.find("{*}color"), _BLACK) for font in tree.iterfind("{*}fonts/{*}font")]
    grounds = [_ground(fill) for fill in tree.iterfind("{*}fills/{*}fill")]
    unseen = set()
    for style, look in enumerate(tree.iterfind("{*}cellXfs/{*}xf")):
        letter, ground = _of(letters, look.get("fontId")), _of(grounds, look.get("fillId"))
        if letter is not None and ground is not None and _contrast(letter, ground) < _LEAST_CONTRAST:
            unseen.add(style)
    return frozenset(unseen)


def _of(colours: list[Colour | None], place: str | None) -> Colour | None:
    return colours[int(place or 0)] if int(place or 0) < len(colours) else None


def _ground(fill: ElementTree.Element) -> Colour | None:
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return None if len(fill) else _WHITE  # a gradient
    kind = pattern.get("patternType", "none")
    return _WHITE if kind == "none" else _colour(pattern.find("{*}fgColor"), _BLACK) if kind == "solid" else None


def _colour(element: ElementTree.Element | None, usual: Colour) -> Colour | None:
    if element is None or element.get("auto") in ("1", "true"):
        return usual
    if (rgb := element.get("rgb")) is not None:
        red, green, blue = bytes.fromhex(rgb[-6:])
        return red, green, blue
    if (place := element.get("indexed")) is not None:
        return _INDEXED.get(int(place))
    plain = _THEME.get(int(element.get("theme", "-1")))
    tint = float(element.get("tint", "0"))  # to white above 0, to black below
    if plain is None:
        return None
    grey = round(plain[0] + (255 - plain[0]) * tint if tint > 0 else plain[0] * (1 + tint))
    return grey, grey, grey


def _contrast(one: Colour, other: Colour) -> float:
    """How far two colours are apart to the eye, as the guidelines for accessible pages reckon."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    shares = (part / 255 for part in colour)
    red, green, blue = (share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
