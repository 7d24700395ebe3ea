// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ProxySettings.h"

namespace spectrum::purple
{

namespace
{

PurpleProxyType typeOf(const QString &word)
{
    if (word == QLatin1String("http"))
        return PURPLE_PROXY_HTTP;
    return word == QLatin1String("socks4") ? PURPLE_PROXY_SOCKS4 : PURPLE_PROXY_SOCKS5;
}

} // namespace

ProxySettings::ProxySettings(const Settings &settings)
    : m_host(settings.text(QStringLiteral("proxy.host")).trimmed()),
      m_port(static_cast<int>(settings.integer(QStringLiteral("proxy.port")))),
      m_user(settings.text(QStringLiteral("proxy.username"))),
      m_password(settings.secret(QStringLiteral("proxy.password")))
{
    if (m_host.isEmpty())
        return;
    m_type = typeOf(settings.text(QStringLiteral("proxy.type")));
    if (m_port == 0)
        m_port = m_type == PURPLE_PROXY_HTTP ? 8080 : 1080;
}

Result<void> ProxySettings::check() const
{
    const auto isBad = [](QChar c) { return c.isSpace() || c.category() == QChar::Other_Control; };
    if (std::any_of(m_host.cbegin(), m_host.cend(), isBad))
        return Error{ErrorKind::InvalidInput, QStringLiteral("proxy.host: there is no such host.")};
    if (m_host.isEmpty() && (!m_user.isEmpty() || !m_password.isEmpty()))
        return Error{
            ErrorKind::InvalidInput,
            QStringLiteral("proxy.host: is missing, though there is a user or a password of a proxy.")};
    return {};
}

void ProxySettings::apply(PurpleAccount *account) const
{
    PurpleProxyInfo *info = purple_proxy_info_new();
    purple_proxy_info_set_type(info, m_type);
    if (m_type != PURPLE_PROXY_NONE) {
        purple_proxy_info_set_host(info, m_host.toUtf8().constData());
        purple_proxy_info_set_port(info, m_port);
    }
    if (m_type != PURPLE_PROXY_NONE && !m_user.isEmpty())
        purple_proxy_info_set_username(info, m_user.toUtf8().constData());
    if (m_type != PURPLE_PROXY_NONE && !m_password.isEmpty()) {
        QByteArray password = m_password.expose().toByteArray();
        purple_proxy_info_set_password(info, password.constData());
        wipeMemory(password.data(), static_cast<size_t>(password.size()));
    }
    purple_account_set_proxy_info(account, info);
}

} // namespace spectrum::purple
