// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What all handlers of one instance share: the host, the users, the way out and the settings.
#pragma once

#include "Door.h"
#include "OpenOrders.h"
#include "OpenQueries.h"
#include "Options.h"
#include "UserTable.h"

#include "address/AddressMap.h"

#include <spectrum/FrontendModule.h>

namespace spectrum::xmpp
{

class MessageArchive;

struct Service {
    FrontendHost &host;
    // The context of continuations and timers.
    QObject &context;
    Options &options;
    AddressMap addresses;
    UserTable users = {};
    OpenOrders orders = {};
    OpenQueries queries = {};
    Door *door = nullptr;
    // Null in gateway mode.
    MessageArchive *archive = nullptr;

    [[nodiscard]] bool isServer() const { return options.mode == Mode::Server; }
    // A contact that leaves the user's own list leaves the network's too. A list of the host is nobody else's.
    [[nodiscard]] bool removesContacts() const { return options.removesContacts || host.ownsContactLists(); }
    // Carries out a command and calls finish with its outcome.
    void order(const UserId &user, RequestId request, Command command, OpenOrders::Finish finish)
    {
        orders.addOrder(request, std::move(finish));
        host.execute(user, std::move(command));
    }
};

} // namespace spectrum::xmpp
