// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One instance's door to XMPP users: puts settings, handlers and the way in together.
#pragma once

#include "HandlerSet.h"

#include <spectrum/Examination.h>
#include <spectrum/FrontendModule.h>

namespace spectrum::xmpp
{

class XmppFrontend final : public Frontend, public Reporter
{
    Q_OBJECT
    Q_INTERFACES(spectrum::Reporter)

public:
    // Errors name the key to change.
    [[nodiscard]] static Result<std::unique_ptr<Frontend>> create(const Settings &settings,
                                                                  FrontendHost &host);

    void start() override;
    void stop() override;
    void handleEvent(const UserId &user, const Event &event) override;
    QByteArray noteOf(RequestId request) const override;
    void restoreOrder(const UserId &user, RequestId request, const QByteArray &note) override;
    QFuture<void> prepareRemoval(const UserId &user) override;
    void completeRemoval(const UserId &user) override;
    Result<void> announce(const UserId &user, const QString &text) override;
    QStringList reload(const Settings &settings) override;
    QList<Finding> report() const override;

private:
    XmppFrontend(const Settings &settings, Options options, FrontendHost &host);

    [[nodiscard]] Result<void> makeDoor();
    [[nodiscard]] std::unique_ptr<Door> makeGatewayDoor();
    [[nodiscard]] Result<std::unique_ptr<Door>> makeServerDoor();
    [[nodiscard]] QStringList changedForRestart(const Settings &settings) const;

    Settings m_settings;
    Options m_options;
    Service m_service;
    HandlerSet m_handlers;
    std::unique_ptr<Door> m_door;
};

} // namespace spectrum::xmpp
