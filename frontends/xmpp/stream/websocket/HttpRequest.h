// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The head of one HTTP request, strictly read (RFC 9112).
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>

namespace spectrum::xmpp
{

struct HttpRequest {
    QByteArray method = {};
    // With its query.
    QByteArray target = {};
    int minorVersion = 1;
    // Names in lower case, in the order of their coming.
    QList<std::pair<QByteArray, QByteArray>> fields = {};

    // Of a head with the empty line at its end; none if anything about it is wrong.
    [[nodiscard]] static std::optional<HttpRequest> parse(QByteArrayView head);

    [[nodiscard]] QByteArray path() const { return target.split('?').constFirst(); }
    [[nodiscard]] bool has(QByteArrayView name) const;
    // The value, or a null array if it is not there just once.
    [[nodiscard]] QByteArray field(QByteArrayView name) const;
    // Of all fields of that name, what stands between commas.
    [[nodiscard]] QList<QByteArray> list(QByteArrayView name) const;
    // The same in lower case.
    [[nodiscard]] bool lists(QByteArrayView name, QByteArrayView value) const;
};

} // namespace spectrum::xmpp
