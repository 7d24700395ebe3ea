// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Whether a private key is the one that a certificate was made for.
#pragma once

#include <QSslCertificate>
#include <QSslKey>

namespace spectrum::xmpp
{

// True as well where it cannot be told: an EC key may lack the point, or have it in another form.
[[nodiscard]] bool isKeyOf(const QSslKey &key, const QSslCertificate &certificate);

} // namespace spectrum::xmpp
