// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The string preparation of addresses: nodeprep, nameprep and resourceprep (RFC 6122 appendices A and B).
#pragma once

#include <QString>

#include <optional>

namespace spectrum::xmpp
{

// Each gives the prepared text, or nothing when the text is not allowed or longer than 1023 bytes of UTF-8.
// Plain ASCII takes a short way that allocates nothing when there is nothing to change.
[[nodiscard]] std::optional<QString> prepareNode(const QString &text);
[[nodiscard]] std::optional<QString> prepareDomain(const QString &text);
[[nodiscard]] std::optional<QString> prepareResource(const QString &text);

// Whether text is a part in plain ASCII that is prepared already. What is not may still be one.
[[nodiscard]] bool isPlainNode(QStringView text);
[[nodiscard]] bool isPlainDomain(QStringView text);
[[nodiscard]] bool isPlainResource(QStringView text);

} // namespace spectrum::xmpp
