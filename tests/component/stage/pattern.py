# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Matching of elements and lines against what a play expects, with variables that are caught on the way.

In a pattern, `*` stands for any text and `$name` for a variable: an unknown one catches what is there, a known
one must be equal. An element matches if it has the pattern's name, at least its attributes, and for each child of
the pattern a different child that matches. An attribute written `name="!"` must be absent, and so must a child
whose first attribute is `absent="!"`.
"""

import re
import xml.etree.ElementTree as ElementTree


def parse(text, default_namespace):
    """The element in the text; elements without a namespace get the stream's."""
    return ElementTree.fromstring(f"<wrap xmlns='{default_namespace}'>{text}</wrap>")[0]


def _expression(pattern, variables):
    parts = []
    for piece in re.split(r"(\*|\$[a-z_]+)", pattern):
        if piece == "*":
            parts.append("(?:.*)")
        elif piece.startswith("$") and len(piece) > 1:
            name = piece[1:]
            parts.append(re.escape(variables[name]) if name in variables else f"(?P<{name}>.+)")
        else:
            parts.append(re.escape(piece))
    return re.compile("".join(parts), re.DOTALL)


def match_text(pattern, text, variables):
    """The variables after a match, or None."""
    found = _expression(pattern, variables).fullmatch(text)
    return {**variables, **found.groupdict()} if found else None


def match_element(pattern, element, variables):
    """The variables after a match, or None."""
    if pattern.tag != element.tag:
        return None
    for name, value in pattern.attrib.items():
        if value == "!":
            if name in element.attrib:
                return None
            continue
        if name not in element.attrib:
            return None
        variables = match_text(value, element.attrib[name], variables)
        if variables is None:
            return None
    text = (pattern.text or "").strip()
    if text:
        variables = match_text(text, (element.text or "").strip(), variables)
        if variables is None:
            return None
    return _match_children(list(pattern), list(element), variables)


def _match_children(patterns, children, variables):
    for pattern in patterns:
        if pattern.attrib.get("absent") == "!":
            if any(child.tag == pattern.tag for child in children):
                return None
            continue
        for index, child in enumerate(children):
            found = match_element(pattern, child, variables)
            if found is not None:
                variables = found
                del children[index]
                break
        else:
            return None
    return variables


def fill(text, variables):
    """The text with its known variables put in."""
    return re.sub(r"\$([a-z_]+)", lambda m: variables.get(m.group(1), m.group(0)), text)
