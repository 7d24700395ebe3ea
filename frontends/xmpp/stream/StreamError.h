// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The reason for which a stream ends, as RFC 6120 §4.9 names it.
#pragma once

#include <QByteArray>
#include <QString>

namespace spectrum::xmpp
{

struct StreamError {
    // A condition of RFC 6120 §4.9.3, such as "not-well-formed".
    const char *condition = "undefined-condition";
    QString text = {};
    // Finished XML: a condition of the application's own (RFC 6120 §4.9.4).
    QByteArray detail = {};
};

} // namespace spectrum::xmpp
