// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "XmppModule.h"

#include "XmppFrontend.h"
#include "examine/GatewayExamination.h"
#include "examine/ServerExamination.h"

namespace spectrum::xmpp
{

namespace
{

// Of settings that do not fit together.
class Refusal final : public Examination
{
public:
    explicit Refusal(Error error) : m_error(std::move(error)) {}

    void start() override
    {
        Q_EMIT found({.verdict = Finding::Verdict::Bad,
                      .subject = QStringLiteral("settings"),
                      .text = m_error.userText});
        Q_EMIT finished();
    }

private:
    Error m_error;
};

} // namespace

Result<std::unique_ptr<Frontend>> XmppModule::createFrontend(const Settings &settings, FrontendHost &host)
{
    return XmppFrontend::create(settings, host);
}

std::unique_ptr<Examination> XmppModule::examine(const Settings &settings, Clock &clock, Use use)
{
    Result<Options> options = Options::read(settings);
    if (!options)
        return std::make_unique<Refusal>(options.error());
    if (options->mode == Mode::Gateway)
        return std::make_unique<GatewayExamination>(settings, std::move(options).value(), clock, use);
    return std::make_unique<ServerExamination>(settings, std::move(options).value(), use);
}

} // namespace spectrum::xmpp
