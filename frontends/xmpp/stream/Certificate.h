// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The certificate and key of server mode, from a PKCS#12 file or a PEM pair.
#pragma once

#include <spectrum/Result.h>
#include <spectrum/Secret.h>

#include <QSslConfiguration>
#include <QString>

namespace spectrum::xmpp
{

// KeyFile empty: certFile is PKCS#12, with the password if it has one. Otherwise both are PEM. The result has TLS 1.2
// or later and the whole chain. The error's userText names the option and says what to do.
[[nodiscard]] Result<QSslConfiguration> loadCertificate(const QString &certFile, const QString &keyFile,
                                                        const Secret &password);

} // namespace spectrum::xmpp
