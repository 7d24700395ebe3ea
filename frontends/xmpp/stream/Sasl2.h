// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The extensible form of the login: what else the client asks for with it, and the answers (XEP-0388,
// XEP-0386).
#pragma once

#include "Element.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace spectrum::xmpp
{

class Jid;

// What came with an <authenticate/>. The password is not kept.
struct Sasl2Request {
    static constexpr QLatin1String ns{"urn:xmpp:sasl:2"};

    // The client's own mark of this installation; may be empty.
    QString agent = {};
    std::optional<Element> bind = {};
    std::optional<Element> resume = {};

    [[nodiscard]] static std::unique_ptr<Sasl2Request> read(const Element &authenticate);
    // The same for the same installation of the same client; empty if the service is to choose.
    [[nodiscard]] QString resource(const Jid &user) const;
    // Null if the client did not ask for it together with the resource.
    [[nodiscard]] const Element *enableManagement() const;
    [[nodiscard]] bool wantsCopies() const;
    [[nodiscard]] bool isInactive() const;
};

// Inlined is finished XML.
[[nodiscard]] QByteArray sasl2Success(const QString &address, const QByteArray &inlined);
[[nodiscard]] QByteArray sasl2Bound(const QByteArray &inlined);
// What the features of a stream say of it.
[[nodiscard]] QByteArray sasl2Feature();

} // namespace spectrum::xmpp
