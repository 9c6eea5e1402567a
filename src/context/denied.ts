// Files that hold keys and passwords by what they are called. No pattern of a repository can take one off this list (H14).
import ignore from "ignore";

const patterns = `
.env
.env.*
*.env
.envrc
!.env.example
!.env.sample
!.env.template
*.pem
*.key
*.p12
*.pfx
*.p8
*.ppk
*.jks
*.keystore
*.kdbx
*.ovpn
id_rsa*
id_dsa*
id_ecdsa*
id_ed25519*
!*.pub
.npmrc
.yarnrc.yml
.pypirc
.netrc
_netrc
.git-credentials
.htpasswd
.pgpass
.my.cnf
.vault-token
credentials
credentials.json
client_secret*.json
service-account*.json
*.tfvars
*.tfstate
*.tfstate.*
.aws/
.azure/
.ssh/
.gnupg/
.kube/
.docker/config.json
.config/gcloud/
secrets/
`;

const denied = ignore({ ignorecase: true, allowRelativePaths: true }).add(patterns);

/** `path` has slashes between its parts, relative to the workspace or not. */
export function isDenied(path: string): boolean {
  const relative = path.replace(/^[a-z]:/i, "").replace(/^\/+/, "");
  return relative !== "" && denied.ignores(relative);
}
