// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What a protocol plugin can be asked to do for an account, beyond what all of them can.
#pragma once

#include <spectrum/Commands.h>
#include <spectrum/Events.h>

#include <purple.h>

namespace spectrum::purple
{

class PluginActions
{
public:
    PluginActions(PurpleAccount *account, EventSink &sink) : m_account(account), m_sink(sink) {}
    PluginActions(const PluginActions &) = delete;
    PluginActions &operator=(const PluginActions &) = delete;

    // When the account is online, and whenever the plugin may have others. To be called in the account's
    // turn.
    void offer();
    // To be called in the account's turn.
    void run(const RunAction &order);

private:
    PurpleAccount *m_account;
    EventSink &m_sink;
    QList<NetworkAction> m_offered;
};

} // namespace spectrum::purple
