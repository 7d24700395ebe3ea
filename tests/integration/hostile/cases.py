# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""All cases, in the order in which they are played."""

from . import floods, login, management, payloads, stanzas, transport, xml

STAGES = ("fresh", "clear", "secured", "features", "bound")
ALL = xml.CASES + login.CASES + management.CASES + stanzas.CASES + payloads.CASES + floods.CASES \
    + transport.CASES
