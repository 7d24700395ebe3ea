// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Something that a network can be asked to do for an account, such as changing its password.
#pragma once

#include <QString>

namespace spectrum
{

struct NetworkAction {
    // Unique in its list; the same for the same action in each session.
    QString id = {};
    // In the words of a menu.
    QString title = {};

    friend bool operator==(const NetworkAction &, const NetworkAction &) = default;
};

} // namespace spectrum
