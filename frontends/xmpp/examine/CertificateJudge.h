// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Judges the certificate that clients of server mode will see.
#pragma once

#include <spectrum/Examination.h>

#include <QDateTime>
#include <QSslCertificate>

namespace spectrum::xmpp
{

// Names and dates only; whether a client trusts the issuer is known to the client. The domain is in its ASCII
// form.
[[nodiscard]] Finding judgeCertificate(const QSslCertificate &certificate, const QString &domain,
                                       const QDateTime &now);

} // namespace spectrum::xmpp
