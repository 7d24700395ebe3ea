// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ComponentFinding.h"

namespace spectrum::xmpp
{

Finding componentAccepted(const Options &options)
{
    return {.subject = QStringLiteral("component"),
            .text = QStringLiteral("%1 at port %2 takes the secret of %3.")
                        .arg(options.server)
                        .arg(options.port)
                        .arg(options.domain)};
}

Finding componentRefused(const Error &error)
{
    const QString detail = error.detail.trimmed();
    return {.verdict = Finding::Verdict::Bad,
            .subject = QStringLiteral("component"),
            .text = error.userText,
            .advice = detail.isEmpty() ? QString() : QStringLiteral("In detail: %1").arg(detail)};
}

} // namespace spectrum::xmpp
