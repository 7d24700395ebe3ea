// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What the parts of a session share: the way to the server, what the server said of itself, and who hears of
// it.
#pragma once

#include "Capabilities.h"
#include "ISupport.h"
#include "NameRules.h"
#include "Options.h"
#include "Outbound.h"

#include <spectrum/NetworkModule.h>

namespace spectrum::irc
{

struct Link {
    const Options &options;
    NetworkHost &host;
    EventSink &sink;
    QObject &context;
    Outbound outbound;
    ISupport server = {};
    Capabilities capabilities = {};
    QByteArray ownNickname = {};
    // "user@host" as others see it; empty = not known yet.
    QByteArray ownUserAndHost = {};

    void tell(Event &&event) const { sink.handleEvent(std::move(event)); }
    [[nodiscard]] Clock &clock() const { return host.clock(); }
    // Text of the network for people: decoded, without formatting and control characters.
    [[nodiscard]] QString text(QByteArrayView bytes) const;
    [[nodiscard]] QByteArray encoded(const QString &text) const { return options.codec.encode(text); }
    [[nodiscard]] bool isOwn(QByteArrayView nickname) const
    {
        return server.casemapping().areSame(nickname, ownNickname);
    }
    [[nodiscard]] ContactId contactOf(QByteArrayView nickname) const;
    [[nodiscard]] bool has(Capability capability) const { return capabilities.testFlag(capability); }
    // RequestFinished, if anybody asked for an outcome.
    void finish(RequestId request, std::optional<Error> error = std::nullopt) const;
};

} // namespace spectrum::irc
