// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Looks at the settings of gateway mode: the server's name, whether it takes the secret, and what it lets us
// do.
#pragma once

#include "../StreamOptions.h"
#include "OwnNameLookup.h"
#include "PrivilegeJudge.h"

#include <spectrum/Examination.h>

#include <QHostInfo>

namespace spectrum::xmpp
{

class GatewayExamination final : public Examination
{
    Q_OBJECT

public:
    GatewayExamination(const Settings &settings, Options options, Clock &clock, Examiner::Use use);
    ~GatewayExamination() override;

    void start() override;

private:
    using Next = void (GatewayExamination::*)();

    void handleServer(const QHostInfo &server);
    void connectAsComponent();
    void handleOpened();
    void handleStanza(const Element &stanza);
    void concludePrivileges();
    void leave(Next next);
    void lookUpOwnName();

    const Settings &m_settings;
    const Options m_options;
    Clock &m_clock;
    const Examiner::Use m_use;
    std::unique_ptr<ComponentStream> m_stream;
    // Its users are probably those of the domain above its own, until a server says so.
    GrantedPrivileges m_granted;
    OwnNameLookup m_ownName;
    Clock::TimerId m_timer = 0;
    int m_lookup = -1;
};

} // namespace spectrum::xmpp
