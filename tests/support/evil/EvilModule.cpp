// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "EvilSession.h"

#include <spectrum/NetworkModule.h>

namespace spectrum::evil
{

class EvilNetwork : public Network
{
public:
    explicit EvilNetwork(Prey prey) : m_prey(std::move(prey)) {}

    QList<Field> accountFields() const override
    {
        return {{.key = QStringLiteral("username"), .label = QStringLiteral("Name"), .isRequired = true},
                {.key = QStringLiteral("password"),
                 .label = QStringLiteral("Password"),
                 .type = FieldType::Secret}};
    }

    Result<ContactId> contactId(const QString &typed) const override
    {
        return ContactId(typed.trimmed().toLower());
    }

    std::unique_ptr<Session> createSession(Account account, EventSink &sink) override
    {
        return std::make_unique<EvilSession>(std::move(account), sink, m_prey);
    }

private:
    Prey m_prey;
};

class EvilModule : public QObject, public NetworkModule
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID SPECTRUM_NETWORK_MODULE_IID FILE "evil.json")
    Q_INTERFACES(spectrum::NetworkModule)

public:
    Result<std::unique_ptr<Network>> createNetwork(const Settings &settings, NetworkHost &) override
    {
        return std::unique_ptr<Network>(std::make_unique<EvilNetwork>(
            Prey{.files = settings.list(QStringLiteral("evil.files")),
                 .socket = settings.text(QStringLiteral("evil.socket")),
                 .isToldSecrets = !settings.secret(QStringLiteral("service.password")).isEmpty()}));
    }
};

} // namespace spectrum::evil

#include "EvilModule.moc"
