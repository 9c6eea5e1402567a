// Files that hold keys and passwords by what they are called. No pattern of a repository can take one off this list (H14).
import ignore from "ignore";

const names = `
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
secrets/
`;

/** Where tools keep what they log in with. A pattern with a slash inside holds at the top only, unless it says otherwise. */
const homes = `
.aws/
.azure/
.ssh/
.gnupg/
.kube/
**/.docker/config.json
**/.config/gcloud/
`;

const isNamed = matcher(names);
const isAtHome = matcher(homes);

/** `root`: the workspace folder that it is in. What that one is called, or lies in, says nothing about the files of a project. */
export function isDenied(path: string, root = ""): boolean {
  const whole = path.replaceAll("\\", "/");
  return isNamed(whole.slice(root.length)) || isAtHome(whole);
}

function matcher(patterns: string): (path: string) => boolean {
  const rules = ignore({ ignorecase: true, allowRelativePaths: true }).add(patterns);
  return (path) => {
    const relative = path.replace(/^\/*(?:[a-z]:)?\/*/i, "");
    return relative !== "" && rules.ignores(relative);
  };
}
