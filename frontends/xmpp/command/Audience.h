// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Says which conversations a user may have, and why not the others.
#pragma once

#include "../Dialogue.h"
#include "../Service.h"

namespace spectrum::xmpp
{

struct StanzaError;

class Audience
{
public:
    struct Standing {
        bool isRegistered = false;
        bool isAdministrator = false;
    };
    using Found = std::function<void(const Result<Standing> &standing)>;

    explicit Audience(Service &service) : m_service(service) {}

    // Calls found once, perhaps at once.
    void look(const UserId &user, Found found) const;
    [[nodiscard]] bool isAdministrator(const UserId &user) const
    {
        return m_service.options.administrators.contains(user.toString());
    }
    // Nothing = the conversation is for them.
    [[nodiscard]] static std::optional<StanzaError> refusal(const DialogueKind &kind,
                                                            const Standing &standing);

private:
    Service &m_service;
};

} // namespace spectrum::xmpp
