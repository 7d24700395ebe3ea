# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
