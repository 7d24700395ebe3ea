// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RegistrationRules.h"

#include "address/Jid.h"

namespace spectrum::xmpp
{

namespace
{

QLatin1String nameMark()
{
    return QLatin1String("$username");
}

Error wrong(const QString &text)
{
    return {.kind = ErrorKind::InvalidInput, .userText = text};
}

// As in RFC 5646: letters and digits, up to eight at a time.
bool isLanguage(const QString &text)
{
    static const QRegularExpression form(
        QRegularExpression::anchoredPattern(QStringLiteral("[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8}){0,8}")));
    return form.match(text).hasMatch();
}

} // namespace

Result<RegistrationRules> RegistrationRules::read(const Settings &settings)
{
    RegistrationRules rules;
    rules.m_mask = settings.text(QStringLiteral("registration.username_mask"));
    if (!rules.m_mask.isEmpty() && rules.m_mask.count(nameMark()) != 1)
        return wrong(QStringLiteral("registration.username_mask must contain $username once."));
    const QString allowed = settings.text(QStringLiteral("registration.allowed_usernames"));
    if (!allowed.isEmpty()) {
        rules.m_allowed = QRegularExpression(QRegularExpression::anchoredPattern(allowed),
                                             QRegularExpression::DontCaptureOption);
        if (!rules.m_allowed.isValid())
            return wrong(QStringLiteral("registration.allowed_usernames is no regular expression: %1.")
                             .arg(rules.m_allowed.errorString()));
    }
    rules.m_registersAutomatically = settings.isTrue(QStringLiteral("registration.auto_register"));
    for (const QString &address : settings.list(QStringLiteral("registration.notify_jid"))) {
        if (!Jid::parse(address))
            return wrong(QStringLiteral("registration.notify_jid is no address: %1.").arg(address));
        rules.m_notified.append(address);
    }
    for (const QString &language : settings.list(QStringLiteral("registration.language"))) {
        if (!isLanguage(language))
            return wrong(QStringLiteral("registration.language is no language, such as en or pt-BR: %1.")
                             .arg(language));
        rules.m_languages.append(language);
    }
    rules.m_localAccount = {
        .isRequired = settings.isTrue(QStringLiteral("registration.require_local_account")),
        .usernameLabel = settings.text(QStringLiteral("registration.local_username_label")),
        .server = settings.text(QStringLiteral("registration.local_account_server")),
        .timeout = std::chrono::milliseconds(
            settings.integer(QStringLiteral("registration.local_account_server_timeout")))};
    if (rules.m_localAccount.isRequired && rules.m_localAccount.server.isEmpty())
        return wrong(QStringLiteral(
            "registration.local_account_server is missing: registration.require_local_account needs it."));
    return rules;
}

Result<QString> RegistrationRules::nameOf(const QString &typed, const QString &ownAddress) const
{
    if (typed == ownAddress)
        return wrong(QStringLiteral("Your own address is no name on the other network."));
    const QString name = m_mask.isEmpty() ? typed : QString(m_mask).replace(nameMark(), typed);
    if (!m_allowed.pattern().isEmpty() && !m_allowed.match(name).hasMatch())
        return wrong(QStringLiteral("This service does not accept that user name."));
    return name;
}

QString RegistrationRules::typedFor(const QString &name) const
{
    const qsizetype at = m_mask.indexOf(nameMark());
    if (at < 0)
        return name;
    const QStringView prefix = QStringView(m_mask).first(at);
    const QStringView suffix = QStringView(m_mask).sliced(at + nameMark().size());
    if (name.size() < prefix.size() + suffix.size() || !name.startsWith(prefix) || !name.endsWith(suffix))
        return name;
    return name.mid(prefix.size(), name.size() - prefix.size() - suffix.size());
}

} // namespace spectrum::xmpp
