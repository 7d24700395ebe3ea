# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The stage on which component tests are played: a host, a fake XMPP server, a fake IRC network, clients."""
